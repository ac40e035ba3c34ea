# Dot-sourced by scripts whose sides take turns in one process: writes "<side> <seconds> <contacts>" for each turn that counts.
# Sides are blocks by name that give the number of contacts, unless Count does so afterwards, which is not timed.
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
