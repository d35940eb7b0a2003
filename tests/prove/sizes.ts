/** How long the long proofs are. */
export const sizes = {
  /** Letters whose writer and worker are killed between writing and sending. */
  mailKills: 20,
  /** Processes that migrate one empty database at the same moment. */
  migrators: 9,
}
