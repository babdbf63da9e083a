// Runs before the first paint, so that a dark page never flashes white. `?theme=` and `?motion=off` win over what is kept.
{
  const query = new URLSearchParams(location.search);
  const wanted = query.get('theme');
  let kept = null;
  try {
    if (['light', 'dark', 'auto'].includes(wanted)) localStorage.setItem('sonar-connect:color-scheme', wanted);
    kept = localStorage.getItem('sonar-connect:color-scheme');
    if (query.has('motion')) localStorage.setItem('sonar-connect:motion', query.get('motion'));
    if (localStorage.getItem('sonar-connect:motion') === 'off') document.documentElement.dataset.motion = 'off';
  } catch {
    // A browser that keeps nothing still shows the page.
  }
  const isDark = kept === 'dark' || (kept !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.mantineColorScheme = isDark ? 'dark' : 'light';
}
