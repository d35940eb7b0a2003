import { defineApp } from './src/define-app.ts'

/** The product on one page. Data only, safe in a browser: the first file a fork edits. */
export default defineApp({
  name: 'Atrium',
  promise: 'Everything but your product.',
  description:
    'Accounts, organizations, invitations, roles and mail for a B2B product, built once and built properly, so that you write your first feature today.',
  company: { name: 'Atrium', supportEmail: 'help@atrium.test' },
  links: { source: 'https://github.com/atrium/atrium' },
  brand: { accent: { light: 'oklch(0.52 0.085 185)', dark: 'oklch(0.76 0.09 185)' } },

  signIn: {
    password: true,
    breachedPasswords: false,
    magicLink: true,
    mailedCode: true,
    passkey: true,
    username: false,
    accountsPerBrowser: 5,
    openId: [],
  },

  roles: {
    owner: { name: 'Owner', summary: 'Everything, including deleting the organization.' },
    admin: { name: 'Admin', summary: 'Looks after people, teams, roles and settings.' },
    member: { name: 'Member', summary: 'Starts and changes projects, and sees who else is here.' },
  },

  features: {
    letters: 'Invitations by letter',
    'custom-roles': 'Custom roles',
    'audit-log': 'Audit log',
    help: 'Help within a day',
  },

  currency: 'EUR',
  billing: { graceDays: 7 },
  operating: { secondStep: 'in production', impersonationMinutes: 30, tellOwners: true },
  plans: [
    {
      id: 'free',
      name: 'Free',
      summary: 'For a first team finding its feet.',
      price: null,
      stripe: null,
      seats: 'flat',
      trialDays: 0,
      limits: { members: 10, teams: 3, projects: 25 },
      auditDays: 30,
      features: ['letters', 'custom-roles'],
    },
    {
      id: 'team',
      name: 'Team',
      summary: 'For a company that works in it every day.',
      price: { month: 12, year: 120 },
      stripe: { month: 'team_month', year: 'team_year' },
      seats: 'per-member',
      trialDays: 14,
      limits: { members: 100, teams: 20, projects: 200 },
      auditDays: 90,
      features: ['letters', 'custom-roles'],
    },
    {
      id: 'business',
      name: 'Business',
      summary: 'For many teams, and people who must answer for them.',
      price: { month: 480, year: 4800 },
      stripe: { month: 'business_month', year: 'business_year' },
      seats: 'flat',
      trialDays: 14,
      limits: { members: null, teams: null, projects: null },
      auditDays: null,
      features: ['letters', 'custom-roles', 'audit-log', 'help'],
    },
  ],

  questions: [
    {
      question: 'Can I change the plan later?',
      answer:
        'Yes, in both directions, at any time. Nothing you made is deleted when you move down.',
    },
    {
      question: 'Who is counted as a member?',
      answer: 'Everybody who accepted an invitation. Open invitations cost nothing.',
    },
    {
      question: 'What happens when a trial ends?',
      answer: 'You choose a plan, or the organization moves to Free. Nothing is charged unasked.',
    },
    {
      question: 'Can another organization see our data?',
      answer:
        'No. The database itself keeps organizations apart, beneath everything the application does.',
    },
  ],
})
