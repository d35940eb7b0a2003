import { ContextMenu as BaseContextMenu } from '@base-ui/react/context-menu'
import { Menu as BaseMenu } from '@base-ui/react/menu'
import { createLink } from '@tanstack/react-router'
import { Check } from 'lucide-react'
import type { ComponentProps, ReactElement, ReactNode, Ref } from 'react'
import { buttonClass } from './button'

type MenuProps = {
  /** What the menu is about, for those who cannot see where it hangs. */
  label: string
  /** The element that opens it; without one, a quiet square button with `icon`. */
  trigger?: ReactElement
  icon?: ReactNode
  align?: 'start' | 'end'
  side?: 'top' | 'bottom'
  /** As wide as its trigger, as a switcher's menu should be. */
  fill?: boolean
  children: ReactNode
}

/** A list of acts behind a button. Its children are `MenuItem`, `MenuLink`, `MenuSeparator`… */
export function Menu({ label, trigger, icon, align = 'end', side, fill, children }: MenuProps) {
  return (
    <BaseMenu.Root>
      {trigger ? (
        <BaseMenu.Trigger render={trigger} />
      ) : (
        <BaseMenu.Trigger aria-label={label} className={quietSquare}>
          {icon ?? dots}
        </BaseMenu.Trigger>
      )}
      <BaseMenu.Portal>
        <BaseMenu.Positioner align={align} side={side} sideOffset={4} className="z-50 outline-none">
          <BaseMenu.Popup
            aria-label={label}
            className={`${popup} ${fill ? 'min-w-(--anchor-width)' : 'min-w-44'}`}
          >
            {children}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  )
}

/** What one row of many offers, and what it is about. */
export type RowActs = { label: string; menu: ReactNode }
export type RowActsHandle = BaseMenu.Handle<RowActs>
export const createRowActsHandle = () => BaseMenu.createHandle<RowActs>()

/** The one menu that all rows of a table share: a menu of its own would cost each row more than all its cells. */
export function RowActsMenu({ handle }: { handle: RowActsHandle }) {
  return (
    <BaseMenu.Root handle={handle}>
      {({ payload }) => (
        <BaseMenu.Portal>
          <BaseMenu.Positioner align="end" sideOffset={4} className="z-50 outline-none">
            <BaseMenu.Popup aria-label={payload?.label} className={`${popup} min-w-44`}>
              {payload?.menu}
            </BaseMenu.Popup>
          </BaseMenu.Positioner>
        </BaseMenu.Portal>
      )}
    </BaseMenu.Root>
  )
}

type RowActsButtonProps = {
  handle: RowActsHandle
  acts: RowActs
  /** Once there is a browser to open it in: until then a plain button looks the same for a tenth of the cost. */
  live: boolean
}

/** A row's button for it. */
export function RowActsButton({ handle, acts, live }: RowActsButtonProps) {
  const props = { 'aria-label': acts.label, className: quietSquare, children: dots }
  if (live) return <BaseMenu.Trigger handle={handle} payload={acts} {...props} />
  return <button type="button" aria-haspopup="menu" {...props} />
}

type ContextMenuProps = {
  /** The acts of whatever was pressed; without any, the browser shows its own menu. */
  acts: RowActs | null
  onOpenChange: (open: boolean) => void
  children: ReactElement
}

/** The same acts on right-click and long press. `children` is the element they belong to. */
export function ContextMenu({ acts, onOpenChange, children }: ContextMenuProps) {
  return (
    <BaseContextMenu.Root disabled={!acts} onOpenChange={onOpenChange}>
      {/* Base UI sets this as a style attribute, which the content security policy forbids. */}
      <BaseContextMenu.Trigger render={children} style={{ WebkitTouchCallout: undefined }} />
      <BaseContextMenu.Portal>
        <BaseContextMenu.Positioner className="z-50 outline-none">
          <BaseContextMenu.Popup aria-label={acts?.label} className={`${popup} min-w-44`}>
            {acts?.menu}
          </BaseContextMenu.Popup>
        </BaseContextMenu.Positioner>
      </BaseContextMenu.Portal>
    </BaseContextMenu.Root>
  )
}

type ItemProps = {
  icon?: ReactNode
  /** Said at the right end: a shortcut, a count. */
  hint?: ReactNode
  disabled?: boolean
  onClick?: () => void
  children: ReactNode
}

export function MenuItem({ icon, hint, children, ...props }: ItemProps) {
  return (
    <BaseMenu.Item className={item} {...props}>
      <ItemBody icon={icon} hint={hint}>
        {children}
      </ItemBody>
    </BaseMenu.Item>
  )
}

type AnchorProps = ComponentProps<'a'> & {
  icon?: ReactNode
  hint?: ReactNode
  ref?: Ref<HTMLAnchorElement>
}

function MenuAnchor({ icon, hint, children, ...props }: AnchorProps) {
  return (
    <BaseMenu.LinkItem closeOnClick {...props} className={item}>
      <ItemBody icon={icon} hint={hint}>
        {children}
      </ItemBody>
    </BaseMenu.LinkItem>
  )
}

/** A place to go, as an item: takes the router's `to`, `params` and `search`. */
export const MenuLink = createLink(MenuAnchor)

/** A file to take along, as an item: `href` answers with it. */
export function MenuDownload(props: { href: string; icon?: ReactNode; children: ReactNode }) {
  return <MenuAnchor {...props} download />
}

export function MenuSeparator() {
  return <BaseMenu.Separator className="-mx-1 my-1 h-px bg-hairline" />
}

type RadioGroupProps<Value extends string> = {
  label: string
  value: Value
  onValueChange: (value: Value) => void
  children: ReactNode
}

/** One of several, under a small heading. */
export function MenuRadioGroup<Value extends string>({
  label,
  children,
  ...props
}: RadioGroupProps<Value>) {
  return (
    <BaseMenu.Group>
      <MenuHeading>{label}</MenuHeading>
      <BaseMenu.RadioGroup {...props}>{children}</BaseMenu.RadioGroup>
    </BaseMenu.Group>
  )
}

type RadioItemProps = { value: string; icon?: ReactNode; children: ReactNode }

export function MenuRadioItem({ value, icon, children }: RadioItemProps) {
  return (
    <BaseMenu.RadioItem value={value} className={item}>
      <ItemBody
        icon={icon}
        hint={
          <BaseMenu.RadioItemIndicator>
            <Check className="size-4 text-accent-ink" strokeWidth={1.75} />
          </BaseMenu.RadioItemIndicator>
        }
      >
        {children}
      </ItemBody>
    </BaseMenu.RadioItem>
  )
}

/** Several items under a small heading. */
export function MenuGroup({ label, children }: { label: string; children: ReactNode }) {
  return (
    <BaseMenu.Group>
      <MenuHeading>{label}</MenuHeading>
      {children}
    </BaseMenu.Group>
  )
}

function MenuHeading({ children }: { children: ReactNode }) {
  return (
    <BaseMenu.GroupLabel className="px-2 pt-2 pb-1 text-small text-quiet">
      {children}
    </BaseMenu.GroupLabel>
  )
}

function ItemBody({ icon, hint, children }: Pick<ItemProps, 'icon' | 'hint' | 'children'>) {
  return (
    <>
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {hint && <span className="ml-4 shrink-0 text-small text-quiet">{hint}</span>}
    </>
  )
}

const quietSquare = `${buttonClass({ variant: 'quiet', size: 'sm' })} w-7 px-0 data-popup-open:bg-hover`

const dots = (
  <svg viewBox="0 0 24 24" aria-hidden>
    <path
      d="M5 12h.01M12 12h.01M19 12h.01"
      stroke="currentColor"
      strokeWidth="3.75"
      strokeLinecap="round"
    />
  </svg>
)

const popup =
  'floating arriving max-h-(--available-height) max-w-menu overflow-y-auto p-1 outline-none'

const item =
  'flex h-8 cursor-default select-none items-center gap-2 rounded-control px-2 text-base outline-none data-highlighted:bg-hover data-disabled:text-quiet data-disabled:opacity-60 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:stroke-[1.75] [&>svg]:text-quiet max-md:h-10'
