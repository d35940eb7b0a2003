import { watchBrowser } from './browser.ts'

// Journeys share a process and a browser; each file is watched for itself.
watchBrowser()
