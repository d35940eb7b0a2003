/** Why one gets a letter about a bill. */
export const whyBill = 'You get this letter because you look after the bill of this organization.'
