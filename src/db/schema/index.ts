export * from './auth'
export * from './policies'
export * from './projects'
export * from './roles'
