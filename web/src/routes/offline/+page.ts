// Kept on the device by the service worker: it must stand without script.
export const csr = false;
