/** What the stack has to say while it starts: which part it concerns, and one line in words. */
export interface Progress {
  readonly about: 'install' | 'temporal' | 'mongo' | 'inbox' | 'api' | 'folder';
  readonly words: string;
}

export type Report = (progress: Progress) => void;
