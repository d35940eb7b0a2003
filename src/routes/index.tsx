import { createFileRoute } from '@tanstack/react-router'
import app from 'app.config'

export const Route = createFileRoute('/')({ component: () => <h1>{app.promise}</h1> })
