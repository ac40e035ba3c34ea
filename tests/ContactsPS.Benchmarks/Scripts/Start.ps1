# The time until a session has its first contact: importing a module, and the first call. Ours imports ContactsPS and calls Connect-ContactService and Get-Contact; theirs
# imports an empty module and calls Invoke-RestMethod. Writes "import <seconds> 1" and "first <seconds> <contacts>".
param(
    [string] $BaseUri,
    [string] $Manifest,
    [string] $Side
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$watch = [System.Diagnostics.Stopwatch]::StartNew()
Import-Module $Manifest
"import $($watch.Elapsed.TotalSeconds) 1"

# Creating the credentials and importing the module of Invoke-RestMethod count for neither side.
. "$PSScriptRoot/Account.ps1"
Import-Module Microsoft.PowerShell.Utility
$watch.Restart()
if ($Side -eq 'ours') {
    Connect-ContactService -Credential $account -BaseUri $BaseUri
    $found = @(Get-Contact -First 1)
}
else {
    $found = @((Invoke-RestMethod -Uri "$BaseUri/contact?offset=0&limit=1" -Headers $headers).data)
}
"first $($watch.Elapsed.TotalSeconds) $($found.Count)"
