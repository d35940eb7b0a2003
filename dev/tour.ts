/** The team-onboarding demo: what to click in two minutes, from a new owner to a team whose trial is paid. */
export const tour = (origin: string): readonly string[] => [
  `Open ${origin}/sign-up in a second tab. Any name and any address will do: nothing leaves this machine.`,
  'Here, under "Last letters", follow the link of the letter that confirms the address.',
  'You are led: name an organization, form a team, invite a colleague (say cleo@example.com), make a project.',
  'In a private window, open this page and follow the link of the invitation. Create the account, confirm it by its letter, accept: the colleague lands in the team.',
  'Back in the second tab: the team shows both of you, and the first steps have gone from the overview.',
  'Under "Billing", start the trial of Team with a test card: there are as many seats as members. The next one who joins takes one more.',
  'Here, under "The bill", move the clock to the end of the trial: it turns into a paid plan, and the receipt lies under "Last letters".',
  'Sign in as Ada below to see an organization at work: projects, teams, roles.',
  'Sign in as Olive and open the operator’s console from her menu: find Cleo, look through her eyes, and read in the audit log what was done by whom.',
]
