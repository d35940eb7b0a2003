import pg from 'pg'
import { beforeAll, expect, test, vi } from 'vitest'
import { listAudit } from '~/features/audit/audit.functions'
import { knock, visit } from '../support/knock'
import type { Organization, Person } from '../support/people'
import { crowded, world, written } from './world'

let ada: Person, bob: Person, cleo: Person, eve: Person
let acme: Organization

const spoken = vi.spyOn(pg.Client.prototype, 'query')
/** How often the log was read since it was asked last. */
function readings(): number {
  const texts = spoken.mock.calls.map(([statement]: unknown[]) => JSON.stringify(statement))
  spoken.mockClear()
  return texts.filter((text) => text?.includes('from audit l')).length
}

beforeAll(async () => {
  ;({ ada, bob, cleo, eve, acme } = await world())
})

const exported = (words: string, by: Person | undefined = ada, org = 'acme') =>
  visit(`/api/audit/${org}?${words}`, by?.headers)

const named = (name: string) => ({ projectId: 'p', name, teamId: null })

test('CSV has a header, a line for each act, and nothing that a spreadsheet would work out', async () => {
  for (const name of ['=1+1', '+1', '-1', '@sum', '\t=1', 'a,"b"\r\nc', 'ä 🦊']) {
    await written({ organization: acme, actor: { id: 'x', name }, details: named(name) })
  }
  const answer = await exported('format=csv&person=x')
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
  expect(answer.headers.get('content-disposition')).toMatch(
    /^attachment; filename="acme-audit-\d{4}-\d\d-\d\d\.csv"$/,
  )
  const bytes = new Uint8Array(await answer.arrayBuffer())
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  const [head, ...records] = parsed(new TextDecoder().decode(bytes))
  const at = (name: string) => head?.indexOf(name) ?? -1
  const people = records.map((cells) => cells[at('Person')])
  expect(people).toEqual(['ä 🦊', 'a,"b"\r\nc', "'\t=1", "'@sum", "'-1", "'+1", "'=1+1"])
  const [last] = records
  expect(last?.[at('In words')]).toBe('made the project ä 🦊')
  expect(JSON.parse(last?.[at('Details')] ?? '')).toEqual(named('ä 🦊'))
  expect(last?.[at('Time')]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
  expect(records.every((cells) => cells.length === head?.length)).toBe(true)
})

test('JSON lines hold everything, each line by itself, of what the filters ask for', async () => {
  const details = { invitationId: 'i', email: 'new@acme.test', role: 'member' }
  await written({ organization: acme, action: 'invitation.sent', details, actor: ada })
  const answer = await exported(
    `format=jsonl&noun=invitation&action=invitation.sent&person=${ada.id}`,
  )
  expect(answer.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8')
  const lines = (await answer.text()).trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    {
      actorId: ada.id,
      actorName: 'Ada',
      actorRole: 'owner',
      organizationId: acme.id,
      action: 'invitation.sent',
      sentence: 'Ada invited new@acme.test as Member',
      details,
    },
  ])
})

test('whoever may not read the page is told the same by the file', async () => {
  const door = async (org: string, by?: Person) => {
    const { status, error } = await knock(listAudit, { org }, by?.headers)
    return { status, sentence: error && Object(error).sentence }
  }
  for (const [org, by] of [
    ['acme', cleo],
    ['acme', eve],
    ['nowhere', eve],
    ['globex', eve],
    ['acme', undefined],
  ] as const) {
    const answer = await visit(`/api/audit/${org}?format=csv`, by?.headers)
    const told = { status: answer.status, sentence: await answer.text() }
    expect(told).toEqual(await door(org, by))
    expect(answer.headers.has('content-disposition')).toBe(false)
  }
  expect((await exported('format=csv', bob)).status).toBe(200)
})

test('a format that is none is refused in a sentence', async () => {
  for (const words of ['', 'format=xml', 'format=__proto__']) {
    const answer = await exported(words)
    expect(answer.status, words).toBe(422)
    expect(await answer.text()).toBe('Which format: csv or jsonl?')
  }
})

test('ten thousand lines come in pieces, each read when the one before was taken', async () => {
  await crowded(acme, 10_000)
  readings()
  const { body } = await exported('format=jsonl&action=project.archived')
  const reader = body?.getReader()
  let lines = 0
  let pieces = 0
  let rest = ''
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    pieces += 1
    expect(readings()).toBeLessThanOrEqual(1)
    const text = rest + new TextDecoder().decode(read.value)
    const whole = text.split('\n')
    rest = whole.pop() ?? ''
    expect(whole.length).toBeLessThanOrEqual(1_000)
    lines += whole.length
  }
  expect({ lines, pieces, rest }).toEqual({ lines: 10_000, pieces: 10, rest: '' })
})

test('who leaves in the middle is read nothing more', async () => {
  readings()
  const { body } = await exported('format=csv')
  const reader = body?.getReader()
  await reader?.read()
  await reader?.cancel()
  expect(readings()).toBe(1)
  // Whatever else there was to do for the file would have been done before this answers.
  await knock(listAudit, { org: 'nowhere' }, ada.headers)
  expect(readings()).toBe(0)
})

/** A file of CSV as RFC 4180 has it, every cell in quotes. */
function parsed(text: string): string[][] {
  const records: string[][] = [[]]
  for (const [, cell = '', end] of text.matchAll(/"((?:[^"]|"")*)"(,|\r\n)/g)) {
    records.at(-1)?.push(cell.replaceAll('""', '"'))
    if (end !== ',') records.push([])
  }
  return records.slice(0, -1)
}
