/** Who has an account at Google and at GitHub beside the demo world's people. */
export const others = {
  nameless: { name: '', email: 'nameless@acme.test' },
  unsure: { name: 'Unsure', email: 'unsure@acme.test', email_verified: false },
  pictured: {
    name: 'Pictured',
    email: 'pictured@acme.test',
    picture: 'https://pictures.elsewhere.test/me.png',
  },
  newcomer: { name: 'Newcomer', email: 'newcomer@acme.test' },
}
