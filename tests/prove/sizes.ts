/** How long the long proofs are. */
export const sizes = {
  /** Letters whose writer and worker are killed between writing and sending. */
  mailKills: 20,
  /** Processes that migrate one empty database at the same moment. */
  migrators: 9,
  /** Empty databases they meet on, one after the other. */
  migrateRounds: 3,
  /** Times that `npm run dev` is stopped, each of the six ways as often. */
  devStops: 12,
  /** Sequences of acts by five people on two organizations; a third of them ten at once. */
  sequences: 1_000,
  /** Acts in a sequence, at most. */
  acts: 30,
  /** Histories of bills, of so many steps each; so many of them share a clock and a server. */
  histories: 1_000,
  historySteps: 20,
  historiesAtOnce: 50,
  /** Times that the server is killed in the course of those which share it. */
  killsAtOnce: 3,
}
