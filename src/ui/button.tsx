import { createLink } from '@tanstack/react-router'
import type { ComponentProps, ReactNode } from 'react'

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger'
export type ButtonSize = 'md' | 'sm'

type Look = {
  /** `primary` at most once on a page; `danger` only where a dangerous act is armed. */
  variant?: ButtonVariant
  size?: ButtonSize
}

type ButtonProps = ComponentProps<'button'> &
  Look & {
    /** The act is under way: shown in place, announced, and pressing again does nothing. */
    pending?: boolean
    icon?: ReactNode
  }

/** An act, named by its words. Never changes its size, whatever happens. */
export function Button({
  variant,
  size,
  pending = false,
  icon,
  type = 'button',
  className = '',
  onClick,
  children,
  ...props
}: ButtonProps) {
  return (
    <button
      {...props}
      type={type}
      className={`${buttonClass({ variant, size })} ${className}`}
      aria-busy={pending || undefined}
      aria-disabled={pending || props['aria-disabled']}
      onClick={pending ? (event) => event.preventDefault() : onClick}
    >
      {icon}
      {children}
      {pending && <Progress />}
    </button>
  )
}

type ButtonAnchorProps = ComponentProps<'a'> & Look & { icon?: ReactNode }

function ButtonAnchor({
  variant,
  size,
  icon,
  className = '',
  children,
  ...props
}: ButtonAnchorProps) {
  return (
    <a {...props} className={`${buttonClass({ variant, size })} ${className}`}>
      {icon}
      {children}
    </a>
  )
}

/** A place to go that looks like an act: takes the router's `to`, `params` and `search`. */
export const ButtonLink = createLink(ButtonAnchor)

/** The same look for any other element. */
export function buttonClass({ variant = 'secondary', size = 'md' }: Look = {}): string {
  return `button ${sizes[size]} ${variants[variant]}`
}

function Progress() {
  return (
    <span className="absolute inset-x-0 bottom-0 h-0.5 overflow-hidden" aria-hidden>
      <span className="block h-full w-2/5 animate-sweep bg-current opacity-80" />
    </span>
  )
}

const sizes: Record<ButtonSize, string> = {
  md: 'h-9 px-3.5 max-md:h-10',
  sm: 'h-7 px-2.5 text-dense max-md:h-9',
}

const variants: Record<ButtonVariant, string> = {
  primary:
    'border-accent-edge bg-accent text-on-accent hover:not-disabled:border-transparent hover:not-disabled:bg-accent-hover',
  secondary: 'border-edge bg-raised text-ink hover:not-disabled:bg-sunken',
  quiet: 'border-transparent text-ink hover:not-disabled:bg-hover',
  danger: 'border-transparent bg-bad-fill text-on-bad hover:not-disabled:bg-bad-hover',
}
