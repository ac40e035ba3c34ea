# Reads every contact into a variable, with Get-Contact (ours) and with an Invoke-RestMethod loop (theirs), in turns.
# Writes "<side> <seconds> <contacts>" for each turn that counts. The time for importing the modules counts for neither side.
param(
    [string] $BaseUri,
    [string] $Manifest,
    [string] $Sides,
    [int] $WarmUp,
    [int] $Rounds
)

$ErrorActionPreference = 'Stop'
# The progress bar would slow Invoke-RestMethod down considerably.
$ProgressPreference = 'SilentlyContinue'
. "$PSScriptRoot/Account.ps1"
. "$PSScriptRoot/Turns.ps1"
Import-Module Microsoft.PowerShell.Utility
Import-Module $Manifest
Connect-ContactService -Credential $account -BaseUri $BaseUri

$read = @{
    ours   = { $c = Get-Contact; $c.Count }
    theirs = {
        $c = [System.Collections.Generic.List[object]]::new()
        do {
            $page = Invoke-RestMethod -Uri "$BaseUri/contact?offset=$($c.Count)&limit=1000" -Headers $headers -SkipHttpErrorCheck
            $c.AddRange($page.data)
        } while ($page.data.Count -eq 1000)
        $c.Count
    }
}

$chosen = [ordered]@{}
$Sides -split ',' | ForEach-Object { $chosen[$_] = $read[$_] }
Measure-Turn $chosen -WarmUp $WarmUp -Rounds $Rounds
