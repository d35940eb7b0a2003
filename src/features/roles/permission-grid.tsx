import { useId } from 'react'
import { Checkbox } from '~/ui/choice'
import { FieldNote } from '~/ui/field'
import { useFieldContext, useFieldFault } from '~/ui/form-context'
import { nouns } from './words'

/**
 * What a role allows, to be ticked: a row for each noun. Belongs into a form's field that is a list of acts.
 * @param mine the acts that whoever fills it in may do: nobody gives more than they have
 */
export function PermissionGrid({ mine }: { mine: readonly string[] }) {
  const { state, handleChange } = useFieldContext<string[]>()
  const fault = useFieldFault()
  const noteId = useId()
  const chosen = state.value
  return (
    <section
      aria-label="Permissions"
      aria-describedby={fault ? noteId : undefined}
      data-form-error={fault ? '' : undefined}
      tabIndex={-1}
      className="outline-none"
    >
      <p className="font-medium">What it allows</p>
      <div className="mt-1.5 divide-y border-y">
        {nouns.map(({ noun, title, acts }) => (
          <fieldset key={noun} className="grid gap-x-6 gap-y-3 py-4 sm:grid-cols-[8rem_1fr]">
            <legend className="sr-only">{title}</legend>
            <p aria-hidden className="text-quiet">
              {title}
            </p>
            <div className="grid gap-x-6 gap-y-3 sm:grid-cols-2">
              {acts.map(({ act, label }) => (
                <Checkbox
                  key={act}
                  label={label}
                  checked={chosen.includes(act)}
                  disabled={!mine.includes(act)}
                  onChange={(event) =>
                    handleChange(withAct(chosen, act, event.currentTarget.checked, mine))
                  }
                />
              ))}
            </div>
          </fieldset>
        ))}
      </div>
      {fault && (
        <div className="mt-1.5">
          <FieldNote id={noteId} fault note={fault} />
        </div>
      )}
    </section>
  )
}

/** Whoever may change a thing must see it: with an act comes its noun's `read`, and without `read` goes the noun. */
function withAct(
  chosen: readonly string[],
  act: string,
  on: boolean,
  mine: readonly string[],
): string[] {
  const [noun] = act.split(':')
  const read = `${noun}:read`
  if (on) return [...new Set([...chosen, act, ...(mine.includes(read) ? [read] : [])])]
  return chosen.filter((each) => each !== act && !(act === read && each.startsWith(`${noun}:`)))
}
