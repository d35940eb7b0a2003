import { Tabs as BaseTabs } from '@base-ui/react/tabs'
import { createLink, useLocation } from '@tanstack/react-router'
import { type ComponentProps, type ReactNode, useEffect, useRef } from 'react'

type TabsProps<Value extends string> = {
  label: string
  tabs: readonly { value: Value; label: ReactNode; panel: ReactNode }[]
  value?: Value
  onValueChange?: (value: Value) => void
}

/** Two to five views of one thing, one shown at a time. */
export function Tabs<Value extends string>({ label, tabs, ...state }: TabsProps<Value>) {
  return (
    <BaseTabs.Root {...state} defaultValue={state.value === undefined ? tabs[0]?.value : undefined}>
      <BaseTabs.List className={list} aria-label={label} activateOnFocus>
        {tabs.map((tab) => (
          <BaseTabs.Tab
            key={tab.value}
            value={tab.value}
            className={`${item} data-active:border-ink data-active:text-ink`}
          >
            {tab.label}
          </BaseTabs.Tab>
        ))}
      </BaseTabs.List>
      {tabs.map((tab) => (
        <BaseTabs.Panel key={tab.value} value={tab.value} className="pt-6">
          {tab.panel}
        </BaseTabs.Panel>
      ))}
    </BaseTabs.Root>
  )
}

/** The same line of words for pages that stand beside each other: `TabLink`s. The page one is on is in sight. */
export function TabNav({ label, children }: { label: string; children: ReactNode }) {
  const line = useRef<HTMLElement>(null)
  const page = useLocation({ select: ({ pathname }) => pathname })
  useEffect(() => {
    const here = line.current?.querySelector<HTMLElement>(`[href="${CSS.escape(page)}"]`)
    if (line.current && here) {
      const { clientWidth } = line.current
      line.current.scrollLeft = here.offsetLeft - (clientWidth - here.offsetWidth) / 2
    }
  }, [page])
  return (
    <nav ref={line} aria-label={label} className={`${list} relative mb-8`}>
      {children}
    </nav>
  )
}

function TabAnchor(props: ComponentProps<'a'>) {
  return (
    <a
      {...props}
      className={`${item} aria-[current=page]:border-ink aria-[current=page]:text-ink`}
    />
  )
}

/** A page of a `TabNav`: takes the router's `to`, `params` and `search`. */
export const TabLink = createLink(TabAnchor)

const list = 'scrolling-line flex gap-6 border-b'

const item =
  '-mb-px flex h-9 shrink-0 items-center border-transparent border-b-2 text-quiet hover:text-ink focus-visible:-outline-offset-2 max-md:h-11'
