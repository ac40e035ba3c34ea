# Dot-sourced in BeforeAll: the module under test, connected to a sandbox of the file's own.
Import-Module $(if ($env:CONTACTSPS_MODULE) { $env:CONTACTSPS_MODULE } else { "$PSScriptRoot/../../ContactsPS.psd1" }) -Force
Get-ContactConnection | ForEach-Object { Disconnect-ContactService $_.Name }
$sandbox = Start-ContactSandbox
$sandbox | Connect-ContactService

function Get-Change([int] $After = 0) {
    $sandbox.Requests | Select-Object -Skip $After | Where-Object Method -NE 'GET'
}

function Get-ErrorId($ErrorRecord) {
    ($ErrorRecord.FullyQualifiedErrorId -split ',')[0]
}

$samples = (Resolve-Path "$PSScriptRoot/../../samples").ProviderPath
