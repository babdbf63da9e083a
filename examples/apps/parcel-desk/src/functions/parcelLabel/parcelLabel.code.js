function parcelLabel(parcel) {
  const name = parcel.to === undefined ? 'unknown' : String(parcel.to).trim();
  return `${String(parcel.id).toUpperCase()} · ${name}`;
}
