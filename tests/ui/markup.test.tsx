import { runInNewContext } from 'node:vm'
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { House } from 'lucide-react'
import type { ReactElement } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Avatar, initialsOf } from '~/ui/avatar'
import { brandStyles } from '~/ui/brand'
import { Button } from '~/ui/button'
import { Checkbox, RadioCards, Switch } from '~/ui/choice'
import { ConfirmDialog } from '~/ui/confirm-dialog'
import { Dialog } from '~/ui/dialog'
import { Field } from '~/ui/field'
import { UsageBar } from '~/ui/figure'
import { Form, FormError, SubmitButton, useRefusableForm } from '~/ui/form'
import { PasswordInput, TextInput } from '~/ui/input'
import { Menu, MenuItem, MenuLink } from '~/ui/menu'
import { NarrowFrame } from '~/ui/narrow-frame'
import { Select } from '~/ui/select'
import { Shell } from '~/ui/shell'
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from '~/ui/table'
import { Tabs } from '~/ui/tabs'
import { themeScript } from '~/ui/theme-script'
import { ToastRegion } from '~/ui/toast'
import { Tooltip } from '~/ui/tooltip'

/** The markup a page with this piece on it has when the server sends it. */
async function fromServer(piece: ReactElement): Promise<string> {
  const root = createRootRoute()
  const page = createRoute({ getParentRoute: () => root, path: '/', component: () => piece })
  const history = createMemoryHistory({ initialEntries: ['/'] })
  const router = createRouter({ routeTree: root.addChildren([page]), history, isServer: true })
  await router.load()
  return renderToString(<RouterProvider router={router} />)
}

function NameForm() {
  const form = useRefusableForm({ defaultValues: { name: '', role: 'member' }, submit: () => {} })
  return (
    <Form form={form}>
      <form.AppField name="name">{(field) => <field.Text label="Name" />}</form.AppField>
      <form.AppField name="role">
        {(field) => <field.Select label="Role" options={roles} />}
      </form.AppField>
      <FormError />
      <SubmitButton>Save</SubmitButton>
    </Form>
  )
}

const roles = [{ value: 'member', label: 'Member' }]
const nothing = () => {}

const pieces: [name: string, piece: ReactElement][] = [
  ['a form', <NameForm key="form" />],
  ['a select', <Select key="select" value="member" onValueChange={nothing} options={roles} />],
  ['a password', <PasswordInput key="password" />],
  ['ticks and switches', <Choices key="choices" />],
  ['a table with row menus', <Rows key="rows" />],
  ['tabs', <Tabs key="tabs" label="Views" tabs={[{ value: 'a', label: 'A', panel: 'A' }]} />],
  ['dialogs', <Dialogs key="dialogs" />],
  ['a face and a bar', <Faces key="faces" />],
  ['the door', <Door key="door" />],
  ['the frame of the app', <Frame key="frame" />],
]

test.each(pieces)('the content security policy forbids nothing in %s', async (_, piece) => {
  const html = await fromServer(piece)
  expect(html.length).toBeGreaterThan(40)
  expect(html).not.toMatch(/\sstyle=/)
  expect(html).not.toMatch(/<style|<script|\son[a-z]+=/)
})

test('a form from the server waits for the browser, and never puts what is typed in the address', async () => {
  const html = await fromServer(<NameForm />)
  expect(html).toMatch(/<form[^>]*method="post"/)
  expect(html).toMatch(/<button(?=[^>]*type="submit")(?=[^>]*\sdisabled="")/)
})

test('a field names its control, and the fault takes the place of the help', async () => {
  const help = await fromServer(
    <Field label="Name" help="As on letters.">
      <TextInput name="name" />
    </Field>,
  )
  const [, id] = /<label for="([^"]+)"/.exec(help) ?? []
  expect(help).toMatch(new RegExp(`<input[^>]* id="${id}" aria-describedby="${id}note"`))
  expect(help).toMatch(new RegExp(`<p id="${id}note"[^>]*>As on letters`))

  const fault = await fromServer(
    <Field label="Name" help="As on letters." error="This name is taken.">
      <TextInput name="name" />
    </Field>,
  )
  expect(fault).toContain('aria-invalid="true"')
  expect(fault).toContain('This name is taken.')
  expect(fault).not.toContain('As on letters.')
})

test('a button that is under way keeps its words and its focus', async () => {
  const html = await fromServer(<Button pending>Invite 3 people</Button>)
  expect(html).toContain('Invite 3 people')
  expect(html).toContain('aria-busy="true"')
  expect(html).not.toContain('disabled=""')
})

test.each([
  ['Ada Lovelace', 'AL'],
  ['acme', 'A'],
  ['bob@acme.test', 'B'],
  ['Cleo van der Berg', 'CB'],
  ['Émile', 'É'],
  ['', '?'],
])('the initials of "%s" are %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})

test('a colour of app.config.ts cannot leave its style element', () => {
  const css = brandStyles({ light: 'red}</style><script>', dark: 'oklch(0.7 0.1 20 / 50%)' })
  expect(css).not.toMatch(/[<>]/)
  expect(css.match(/\}/g)).toHaveLength(1)
  expect(css).toContain('--brand-dark:oklch(0.7 0.1 20 / 50%)')
})

test.each([
  ['dark', 'dark'],
  ['light', 'light'],
  ['system', undefined],
  [null, undefined],
  ['"><b>', undefined],
])('before the first paint, a kept theme of %s sets %s', (kept, expected) => {
  const document = { documentElement: { dataset: {} as { theme?: string } } }
  runInNewContext(themeScript, { document, localStorage: { getItem: () => kept } })
  expect(document.documentElement.dataset.theme).toBe(expected)
})

test('a browser that keeps nothing shows the theme of its system', () => {
  expect(() => runInNewContext(themeScript, {})).not.toThrow()
})

function Choices() {
  return (
    <>
      <Checkbox label="Trust this device" />
      <Switch aria-label="Require a second factor" />
      <RadioCards
        legend="Role"
        name="role"
        value="member"
        onValueChange={nothing}
        options={roles}
      />
    </>
  )
}

function Rows() {
  return (
    <Table label="Members">
      <TableHead>
        <HeadCell sort="ascending">Name</HeadCell>
        <HeadCell hidden>Acts</HeadCell>
      </TableHead>
      <TableBody>
        <Row label="Ada" menu={<MenuItem>Remove</MenuItem>}>
          <Cell primary picture={<Avatar name="Ada" size="sm" />}>
            Ada
          </Cell>
        </Row>
      </TableBody>
    </Table>
  )
}

function Dialogs() {
  return (
    <ToastRegion>
      <Dialog trigger={<Button>Invite</Button>} title="Invite">
        Nobody
      </Dialog>
      <ConfirmDialog
        trigger={<Button>Delete</Button>}
        title="Delete Acme?"
        sentence="It cannot be undone."
        confirm="Delete"
        onConfirm={nothing}
      />
      <Tooltip text="Letters">
        <Button aria-label="Letters" />
      </Tooltip>
      <Menu label="Acts">
        <MenuLink to="/">Home</MenuLink>
      </Menu>
    </ToastRegion>
  )
}

function Faces() {
  return (
    <>
      <Avatar name="Ada Lovelace" />
      <Avatar name="Acme" kind="organization" image="/acme.png" />
      <UsageBar label="Members" used={4} limit={5} />
    </>
  )
}

function Door() {
  return (
    <NarrowFrame title="Sign in">
      <NameForm />
    </NarrowFrame>
  )
}

function Frame() {
  const nav = [{ to: '/' as const, label: 'Overview', icon: House }]
  return (
    <Shell switcher={<b>Acme</b>} nav={nav} person={<b>Ada</b>}>
      <h1>Overview</h1>
    </Shell>
  )
}
