import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { roleLabel } from '~/auth/organizations/role-label'
import { Avatar } from '~/ui/avatar'
import { Empty } from '~/ui/empty'
import { Form, SubmitButton, useRefusableForm } from '~/ui/form'
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from '~/ui/table'
import { peopleShown } from './roles'
import { peopleQuery } from './roles.queries'

type Props = { org: string; q: string; search: (q: string) => void }

/** The members whose name or address has these letters, each leading to what they may do. */
export function FindPerson({ org, q, search }: Props) {
  const { data: people } = useSuspenseQuery(peopleQuery(org, q))
  const form = useRefusableForm({ defaultValues: { q }, submit: (value) => search(value.q.trim()) })
  return (
    <div className="grid gap-6">
      <Form form={form} role="search" className="flex max-w-108 items-end gap-2">
        <div className="min-w-0 flex-1">
          <form.AppField name="q">
            {(field) => <field.Text label="Name or address" autoComplete="off" maxLength={100} />}
          </form.AppField>
        </div>
        <SubmitButton variant="secondary" className="">
          Search
        </SubmitButton>
      </Form>
      {people.length === 0 ? (
        <Empty title="Nobody found" sentence="Try fewer letters of the name or the address." />
      ) : (
        <div>
          <Table label="People">
            <TableHead>
              <HeadCell>Name</HeadCell>
              <HeadCell>E-mail</HeadCell>
              <HeadCell>Role</HeadCell>
            </TableHead>
            <TableBody>
              {people.map(({ id, name, email, image, role }) => (
                <Row key={id}>
                  <Cell primary picture={<Avatar name={name} image={image} size="sm" />}>
                    <Link to="/app/$org/roles/who/$member" params={{ org, member: id }}>
                      <bdi>{name}</bdi>
                    </Link>
                  </Cell>
                  <Cell quiet>{email}</Cell>
                  <Cell>{roleLabel(role)}</Cell>
                </Row>
              ))}
            </TableBody>
          </Table>
          {people.length === peopleShown && (
            <p className="mt-3 text-quiet text-small">
              The first {peopleShown}. Search for somebody to see fewer.
            </p>
          )}
        </div>
      )}
    </div>
  )
}
