/** Why a command can't do what it was asked: one line for whoever started it, who can do something about it. */
export class RunRefused extends Error {}
