import app from 'app.config'
import { Download } from 'lucide-react'
import { Button } from '~/ui/button'
import { Copy } from '~/ui/copy'
import { DialogFoot } from '~/ui/dialog'
import { download } from '~/ui/download'

/** Shown once, until they are kept. */
export function BackupCodes({ codes, kept }: { codes: string[]; kept: () => void }) {
  const text = codes.join('\n')
  return (
    <div className="grid gap-4">
      <p className="text-quiet">
        Each opens your account once, when your app is not at hand. We cannot show them again: keep
        them with your other papers, or in a password manager.
      </p>
      <ul
        aria-label="Backup codes"
        className="grid grid-cols-2 gap-x-6 gap-y-1 rounded-control border bg-sunken px-4 py-3 font-mono text-dense"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="grid gap-2 sm:grid-cols-2">
        <Copy value={text} shown={`${codes.length} codes`} label="backup codes" />
        <Button
          icon={<Download />}
          onClick={() => download(`${app.name.toLowerCase()}-backup-codes.txt`, `${text}\n`)}
        >
          Download as text
        </Button>
      </div>
      <DialogFoot>
        <Button variant="primary" onClick={kept}>
          I have kept them
        </Button>
      </DialogFoot>
    </div>
  )
}
