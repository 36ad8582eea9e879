export function AttributesPage() { return <h1>AttributesPage</h1>; }
