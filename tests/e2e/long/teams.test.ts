import { expect, test } from 'vitest'
import { open } from '../../support/browser.ts'
import { startJourney } from '../../support/journey.ts'

const { url, arrive, found, query } = await startJourney()
const ada = await arrive('ada')
const cleo = await arrive('cleo')
await found('acme', ada, [{ person: cleo, role: 'member' }])

test('a team is formed, its project is seen by who is in it, and by nobody who was taken out', async () => {
  const adas = await (await ada.browser()).newPage()
  const cleos = await (await cleo.browser()).newPage()

  await open(adas, `${url}/app/acme`)
  await adas.getByRole('navigation').getByRole('link', { name: 'Teams' }).click()
  await adas.getByRole('button', { name: 'New team' }).click()
  await adas.getByLabel('Name').fill('general')
  await adas.getByRole('button', { name: 'Create team' }).click()
  await adas.getByText('There is a team called “General” already.').waitFor()
  await adas.getByLabel('Name').fill('Design')
  await adas.getByRole('button', { name: 'Create team' }).click()

  await adas.getByRole('heading', { name: 'Design' }).waitFor()
  await adas.getByRole('button', { name: 'Add people' }).click()
  await adas.getByRole('searchbox', { name: 'Find a member' }).fill('cle')
  await expect.poll(() => adas.getByRole('button', { name: /^Add / }).count()).toBe(1)
  await adas.getByRole('button', { name: 'Add Cleo' }).click()
  await adas.getByText('Nobody of this name who is not in the team already.').waitFor()
  await adas.getByRole('button', { name: 'Close' }).click()
  await adas.getByRole('table', { name: 'People' }).getByText('Cleo', { exact: true }).waitFor()

  await adas.getByRole('link', { name: 'New project' }).click()
  await adas.getByLabel('Name').fill('New logo')
  await adas.getByRole('button', { name: 'Create project' }).click()
  await expect
    .poll(() =>
      query('select 1 from project where name = $1 and team_id is not null', ['New logo']),
    )
    .toHaveLength(1)

  await open(cleos, `${url}/app/acme/teams`)
  await cleos.getByText('You are in it').waitFor()
  await cleos.getByRole('link', { name: 'Design' }).click()
  const project = cleos.getByRole('link', { name: 'New logo' })
  await project.waitFor()
  expect(await cleos.getByRole('button', { name: 'Add people' }).count()).toBe(0)

  await cleos.getByRole('button', { name: 'Acts for Design' }).click()
  await cleos.getByRole('menuitem', { name: 'Start my projects here' }).click()
  await cleos.getByText('your new projects start here').waitFor()
  await open(cleos, `${url}/app/acme/projects?new=true`)
  await expect.poll(() => cleos.getByRole('combobox', { name: 'For' }).innerText()).toBe('Design')
  await open(cleos, `${url}/app/acme/teams`)
  await cleos.getByRole('link', { name: 'Design' }).click()

  await adas.getByRole('navigation').getByRole('link', { name: 'Teams' }).click()
  await adas.getByRole('link', { name: 'Design' }).click()
  await adas.getByRole('row', { name: /^Cleo/ }).click({ button: 'right' })
  await adas.getByRole('menu', { name: 'Acts for Cleo' }).waitFor()
  await adas.keyboard.press('Escape')
  await adas.getByRole('button', { name: 'Acts for Cleo' }).click()
  await adas.getByRole('menuitem', { name: 'Take out of the team' }).click()
  await adas.getByText('Cleo is no longer in Design.').waitFor()
  await project.click()
  await cleos.getByRole('heading', { name: 'This is not here' }).waitFor()

  await adas.getByRole('button', { name: 'Undo' }).click()
  await adas.getByRole('table', { name: 'People' }).getByText('Cleo', { exact: true }).waitFor()
  await open(cleos, `${url}/app/acme/teams`)
  await cleos.getByRole('link', { name: 'Design' }).click()
  await project.waitFor()

  await adas.getByRole('button', { name: 'Acts for Design' }).click()
  await adas.getByRole('menuitem', { name: 'Remove' }).click()
  await adas.getByLabel('Type Design to confirm').fill('Design')
  await adas.getByRole('button', { name: 'Remove team' }).click()
  await adas.getByText('This team still has a project.').waitFor()
  await query('delete from project')
  await adas.getByRole('button', { name: 'Remove team' }).click()
  await adas.getByRole('heading', { name: 'Teams' }).waitFor()
  await expect.poll(() => adas.getByRole('link', { name: 'Design' }).count()).toBe(0)
})
