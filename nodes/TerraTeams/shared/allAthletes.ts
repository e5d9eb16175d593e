/** The value of All Athletes in a list of athletes: everybody is a choice, never an empty field. */
export const allAthletes = 'all';
