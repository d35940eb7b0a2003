/** A statement as PostgreSQL's auto_explain wrote it down. */
export type Spoken = { milliseconds: number; text: string; plan: Node }

type Node = {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  Plans?: Node[]
}

/** What the log of a server says of the statements it was asked. */
export function spokenIn(log: string): Spoken[] {
  const entry = /duration: ([\d.]+) ms {2}plan:\n((?:\t.*\n)+)/g
  return [...log.matchAll(entry)].map(([, milliseconds, json = '']) => {
    const { 'Query Text': text, Plan: plan }: { 'Query Text': string; Plan: Node } =
      JSON.parse(json)
    return { milliseconds: Number(milliseconds), text: text.replace(/\s+/g, ' ').trim(), plan }
  })
}

/** The top of a plan, and how it reaches its tables: "Aggregate over Index Scan of user_role". */
export function planIn(spoken: Spoken | undefined): string {
  if (!spoken) return ''
  const reached = new Set(scansIn(spoken.plan))
  const top = spoken.plan['Node Type']
  return reached.size > 0 ? `${top} over ${[...reached].join(', ')}` : top
}

/** The first table that a plan reaches. */
export function tableIn(spoken: Spoken | undefined): string {
  return spoken ? (tablesIn(spoken.plan)[0] ?? '') : ''
}

function tablesIn({ 'Relation Name': table, Plans: plans = [] }: Node): string[] {
  return [...(table ? [table] : []), ...plans.flatMap(tablesIn)]
}

function scansIn(node: Node): string[] {
  const { 'Node Type': type, 'Relation Name': table, 'Index Name': index, Plans: plans = [] } = node
  const here = /Scan$/.test(type) && (index ?? table) ? [`${type} of ${index ?? table}`] : []
  return [...here, ...plans.flatMap(scansIn)]
}
