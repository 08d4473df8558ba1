import { createContext } from 'svelte';

export interface Toast {
  id: number;
  text: string;
  kind: 'plain' | 'ok' | 'danger';
  action?: { label: string; run: () => void };
}

/** Short words about what just happened: `getToasts().show(m.note_saved())`. They wait while one is on them. */
export class Toasts {
  list = $state.raw<Toast[]>([]);
  #next = 1;

  /** Shows one (`kind` danger for what failed) with at most one action such as undo. */
  show(text: string, options: Partial<Pick<Toast, 'kind' | 'action'>> = {}): void {
    const toast: Toast = { id: this.#next, text, kind: options.kind ?? 'plain', action: options.action };
    this.#next += 1;
    this.list = [...this.list.slice(-2), toast];
  }

  dismiss(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id);
  }
}

export const [getToasts, setToasts] = createContext<Toasts>();
