import { cards } from '../payment-methods.ts'
import { text } from './html.ts'

const words: Record<string, string> = {
  '4242424242424242': 'Visa, pays',
  '5555555555554444': 'Mastercard, pays',
  '4000000000000002': 'Visa, is declined at once',
  '4000000000000341': 'Visa, can be stored, and is declined when it is charged',
  '4000002500003155': 'Visa, its bank asks for a confirmation',
}

type Choice = { value: string; words: string }

/**
 * Test cards to choose from; what else can be chosen stands before them.
 * @param chosen what was chosen a moment ago
 */
export function cardChoice(others: readonly Choice[] = [], chosen?: string): string {
  const choices: Choice[] = [
    ...others,
    ...Object.keys(cards).map((number) => ({
      value: number,
      words: `${spaced(number)} · ${words[number] ?? 'a test card'}`,
    })),
  ]
  const checked = chosen ?? choices[0]?.value
  const radios = choices.map(
    (choice) =>
      `<label><input type="radio" name="card" value="${text(choice.value)}"${choice.value === checked ? ' checked' : ''}><span>${text(choice.words)}</span></label>`,
  )
  return `<fieldset><legend>Card</legend>${radios.join('')}</fieldset>`
}

const spaced = (number: string) => number.replace(/\d{4}(?=\d)/g, '$& ')
