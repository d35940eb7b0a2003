import { useState } from 'react'
import { faultOf } from '~/ui/fault'

/** Ends one entry of a list after the other: which is under way, and what came of the last. */
export function useEnding() {
  const [ending, setEnding] = useState('')
  const [said, setSaid] = useState('')
  return {
    ending,
    said,
    /** @param sentence said when it is done */
    async end(key: string, act: () => Promise<void>, sentence: string) {
      setEnding(key)
      setSaid('')
      try {
        await act()
        setSaid(sentence)
      } catch (error) {
        setSaid(faultOf(error).sentence)
      } finally {
        setEnding('')
      }
    },
  }
}
