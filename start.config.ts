/** What the build and the tests tell TanStack Start. */
export const start = {
  importProtection: {
    client: {
      files: [
        '**/*.server.*',
        'src/db/**',
        'src/audit/**',
        'src/billing/**',
        'src/email/**',
        'src/files/**',
        'src/jobs/**',
        'emails/**',
      ],
    },
  },
  serverFns: {
    /** `projects.createProject`: logs, tests and network tabs that can be read. */
    generateFunctionId: ({
      filename,
      functionName,
    }: {
      filename: string
      functionName: string
    }) => {
      const file = filename
        .split('/')
        .at(-1)
        ?.replace(/\.functions\.tsx?.*$/, '')
      return `${file}.${functionName.replace('_createServerFn_handler', '')}`
    },
  },
}
