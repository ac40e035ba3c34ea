# Dot-sourced by scripts that measure their sides in turns in one process: writes "<side> <seconds> <contacts>" for each turn that counts.
# Sides are script blocks by name that return the number of contacts, unless Count returns it afterwards without being timed.
function Measure-Turn([System.Collections.IDictionary] $Sides, [int] $WarmUp, [int] $Rounds, [scriptblock] $Count) {
    for ($round = -$WarmUp; $round -lt $Rounds; $round++) {
        foreach ($side in $Sides.Keys) {
            [GC]::Collect()
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $contacts = & $Sides[$side]
            $seconds = $watch.Elapsed.TotalSeconds
            if ($Count) { $contacts = & $Count }
            if ($round -ge 0) { "$side $seconds $contacts" }
        }
    }
}
