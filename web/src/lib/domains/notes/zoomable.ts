import type { Attachment } from 'svelte/attachments';

interface Asks {
  /** A swipe sideways of a picture in its own size: to the next one (1) or the one before (-1). */
  turn: (step: number) => void;
  /** A swipe down of a picture in its own size. */
  close: () => void;
}

const MOST = 6;
const SWIPE = 60;

/** Lets fingers, wheel and double taps look closer at the picture inside the frame. */
export function zoomable({ turn, close }: Asks): Attachment<HTMLElement> {
  return (frame) => {
    const picture = frame.firstElementChild as HTMLElement;
    const pointers = new Map<number, { x: number; y: number }>();
    const view = { scale: 1, x: 0, y: 0 };
    let from = { x: 0, y: 0 };
    let lastTap = 0;
    frame.style.touchAction = 'none';

    const draw = () => {
      if (view.scale <= 1) Object.assign(view, { scale: 1, x: 0, y: 0 });
      picture.style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.scale})`;
      frame.style.cursor = view.scale > 1 ? 'grab' : 'zoom-in';
    };
    /** Scales around a point of the frame, which stays where it is. */
    const scaleAt = (scale: number, { x, y }: { x: number; y: number }) => {
      const to = Math.min(MOST, Math.max(1, scale));
      const middle = { x: frame.clientWidth / 2, y: frame.clientHeight / 2 };
      view.x = x - middle.x - ((x - middle.x - view.x) * to) / view.scale;
      view.y = y - middle.y - ((y - middle.y - view.y) * to) / view.scale;
      view.scale = to;
      draw();
    };
    const down = (event: PointerEvent) => {
      frame.setPointerCapture(event.pointerId);
      pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      from = { x: event.clientX, y: event.clientY };
    };
    const move = (event: PointerEvent) => {
      const before = pointers.get(event.pointerId);
      if (!before) return;
      const now = { x: event.clientX, y: event.clientY };
      const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
      pointers.set(event.pointerId, now);
      if (other) {
        const apart = (a: typeof now) => Math.hypot(a.x - other.x, a.y - other.y) || 1;
        scaleAt((view.scale * apart(now)) / apart(before), {
          x: (now.x + other.x) / 2,
          y: (now.y + other.y) / 2,
        });
      } else if (view.scale > 1) {
        view.x += now.x - before.x;
        view.y += now.y - before.y;
        draw();
      }
    };
    const up = (event: PointerEvent) => {
      const alone = pointers.size === 1;
      pointers.delete(event.pointerId);
      if (!alone || view.scale > 1) return tap(event);
      const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
      if (Math.abs(dx) > SWIPE && Math.abs(dx) > Math.abs(dy)) turn(dx < 0 ? 1 : -1);
      else if (dy > SWIPE * 1.5) close();
      else tap(event);
    };
    const tap = (event: PointerEvent) => {
      if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > 8) return;
      const twice = event.timeStamp - lastTap < 350;
      lastTap = twice ? 0 : event.timeStamp;
      if (twice) scaleAt(view.scale > 1 ? 1 : 2.5, { x: event.clientX, y: event.clientY });
    };
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      scaleAt(view.scale * Math.exp(-event.deltaY / 300), { x: event.clientX, y: event.clientY });
    };
    draw();
    frame.addEventListener('pointerdown', down);
    frame.addEventListener('pointermove', move);
    frame.addEventListener('pointerup', up);
    frame.addEventListener('pointercancel', (event) => pointers.delete(event.pointerId));
    frame.addEventListener('wheel', wheel, { passive: false });
  };
}
