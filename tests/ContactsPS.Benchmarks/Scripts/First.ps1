# The first call of a session: Connect-ContactService and Get-Contact (ours), or Invoke-RestMethod (theirs). Imports count for neither.
param(
    [string] $BaseUri,
    [string] $Manifest,
    [string] $Side
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
. "$PSScriptRoot/Account.ps1"
Import-Module Microsoft.PowerShell.Utility
Import-Module $Manifest

$watch = [System.Diagnostics.Stopwatch]::StartNew()
if ($Side -eq 'ours') {
    Connect-ContactService -Credential $account -BaseUri $BaseUri
    $found = @(Get-Contact -First 1)
}
else {
    $found = @((Invoke-RestMethod -Uri "$BaseUri/contact?offset=0&limit=1" -Headers $headers).data)
}
"$Side $($watch.Elapsed.TotalSeconds) $($found.Count)"
