# Takes one contact of a list that is read in pages of 1000; the server counts the requests.
param(
    [string] $BaseUri,
    [string] $Manifest
)

$ErrorActionPreference = 'Stop'
. "$PSScriptRoot/Account.ps1"
Import-Module $Manifest
Connect-ContactService -Credential $account -BaseUri $BaseUri
$found = @(Get-Contact -PageSize 1000 | Select-Object -First 1)
"one 0 $($found.Count)"
