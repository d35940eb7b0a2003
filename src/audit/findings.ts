export type Fault =
  | 'edited'
  | 'swapped'
  | 'removed'
  | 'inserted'
  | 'cut off'
  | 'head moved'
  | 'unexplained'
  | 'rewritten'

/** What is wrong with a log: with which line, counted from the log's first, and in a sentence. */
export type Finding = {
  organizationId: string | null
  fault: Fault
  line: number | null
  sentence: string
}

/** What was looked at, and what was found: nothing where the logs are whole. */
export type Verification = { chains: number; lines: number; findings: Finding[] }

/** The same before the organization has its name. */
export type Found = Omit<Finding, 'sentence'> & { words: string }
