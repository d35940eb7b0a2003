import {
  createFormHook,
  type StandardSchemaV1,
  useStore,
  type ValidationLogicFn,
} from '@tanstack/react-form'
import { useHydrated } from '@tanstack/react-router'
import {
  type ComponentProps,
  type ComponentType,
  type PropsWithChildren,
  type ReactNode,
  use,
  useEffect,
  useRef,
  useState,
} from 'react'
import { Button } from './button'
import { faultOf } from './fault'
import {
  fieldContext,
  formContext,
  type Refused,
  RefusedContext,
  useFormContext,
} from './form-context'
import { Checkbox, Day, Email, NewPassword, Password, Select, Text, TextArea } from './form-fields'
import { Notice, RequestId } from './notice'

const { useAppForm } = createFormHook({
  fieldContext,
  formContext,
  fieldComponents: { Text, Email, Day, Password, NewPassword, Select, TextArea, Checkbox },
  formComponents: {},
})

type Options<Values> = {
  defaultValues: Values
  /** Checked when a field is left and again on submit. Without one, the door alone decides. */
  schema?: StandardSchemaV1<Values, unknown>
  /** May throw a `Refusal`: everything typed is kept. `reset` goes back to the default values. */
  submit: (value: Values, form: { reset: () => void }) => unknown
}

/**
 * A form whose act may be refused. A `Refusal` shows its sentence above the button and its fields
 * at their fields; any other error says that it is our fault, with the request id if it has one.
 */
export function useRefusableForm<Values extends Record<string, unknown>>({
  defaultValues,
  schema,
  submit,
}: Options<Values>) {
  const [refused, setRefused] = useState<Refused | null>(null)
  const [faults, setFaults] = useState(0)
  const form = useAppForm({
    defaultValues,
    canSubmitWhenInvalid: true,
    validationLogic: onLeaving,
    validators: { onDynamic: schema },
    onSubmitInvalid: () => setFaults((count) => count + 1),
    onSubmit: async ({ value, formApi }) => {
      try {
        await submit(value, { reset: () => formApi.reset() })
        // Not before: the button would move away beneath the second press of whoever presses twice.
        setRefused(null)
      } catch (error) {
        setRefused({ ...faultOf(error), values: value })
        setFaults((count) => count + 1)
      }
    },
  })
  const { AppField, AppForm, Subscribe, reset, setFieldValue, getFieldValue, store } = form
  const handleSubmit = () => {
    // The library lets a second submit through while the first is under way.
    if (!form.state.isSubmitting) void form.handleSubmit()
  }
  return {
    AppField,
    AppForm,
    Subscribe,
    reset,
    setFieldValue,
    getFieldValue,
    store,
    handleSubmit,
    refused,
    faults,
  }
}

type FormProps = Omit<ComponentProps<'form'>, 'onSubmit' | 'method' | 'noValidate'> & {
  form: {
    AppForm: ComponentType<PropsWithChildren>
    handleSubmit: () => void
    refused: Refused | null
    faults: number
  }
  children: ReactNode
}

/** The `<form>` itself. After a fault, focus goes to the first field at fault, or to the sentence. */
export function Form({ form, className = 'grid max-w-108 gap-6', children, ...props }: FormProps) {
  const { AppForm, handleSubmit, refused, faults } = form
  const element = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (faults > 0) element.current?.querySelector<HTMLElement>(firstFault)?.focus()
  }, [faults])
  return (
    <AppForm>
      <RefusedContext value={refused}>
        <form
          {...props}
          ref={element}
          // Without script a click must never put what was typed into the address.
          method="post"
          noValidate
          className={className}
          onSubmit={(event) => {
            event.preventDefault()
            event.stopPropagation()
            handleSubmit()
          }}
        >
          {children}
        </form>
      </RefusedContext>
    </AppForm>
  )
}

/** Why the form was refused, in one sentence: stands above the button. */
export function FormError() {
  const refused = use(RefusedContext)
  const { store } = useFormContext()
  const rule = useStore(store, (state) => ruleOf(state.errorMap.onDynamic))
  const saidBeside = useStore(store, ({ fieldMeta }) => saidAtFieldOf(refused, fieldMeta))
  const sentence = rule ?? refused?.sentence
  if (!sentence || (!rule && saidBeside)) return null
  return (
    <Notice tone="bad" role="alert" tabIndex={-1} data-form-error>
      {sentence}
      {!rule && refused?.requestId && <RequestId id={refused.requestId} />}
    </Notice>
  )
}

// As wide as its words, but as wide as the form on a phone and at the door.
const place = 'sm:justify-self-start sm:in-data-door:justify-self-stretch'

type SubmitButtonProps = Omit<ComponentProps<typeof Button>, 'type' | 'pending' | 'onClick'>

/** Says the act, shows its progress in place, and waits until the browser has taken over. */
export function SubmitButton({
  variant = 'primary',
  className = place,
  children,
  disabled,
  ...props
}: SubmitButtonProps) {
  const pending = useStore(useFormContext().store, (state) => state.isSubmitting)
  const hydrated = useHydrated()
  return (
    <Button
      {...props}
      type="submit"
      className={className}
      variant={variant}
      pending={pending}
      disabled={disabled || !hydrated}
      data-waiting={hydrated ? undefined : ''}
    >
      {children}
    </Button>
  )
}

/** Checks on leaving a field and on submit; while something is wrong, on every change. */
const onLeaving: ValidationLogicFn = ({ form, validators, event, runValidation }) => {
  const due = event.type !== 'change' || !form.state.isFieldsValid
  const check = { fn: validators?.onDynamic, cause: 'dynamic' } as const
  return runValidation({
    form,
    validators: due && !event.async && event.type !== 'mount' ? [check] : [],
  })
}

/** The sentence stands beside a field of this form already. */
function saidAtFieldOf(refused: Refused | null, fields: object): boolean {
  if (!refused) return false
  return Object.entries(refused.fields).some(
    ([name, sentence]) => name in fields && sentence === refused.sentence,
  )
}

/** A rule of the schema that belongs to no field. */
function ruleOf(errors: unknown): string | undefined {
  if (!errors || typeof errors !== 'object' || !('' in errors)) return
  const [issue] = Array.isArray(errors['']) ? errors[''] : []
  return issue?.message
}

const firstFault = '[aria-invalid=true], [data-form-error]'
