<#
.SYNOPSIS
    Runs the Pester suite in this PowerShell. build.ps1 -Task Test runs it with each version of Pester that the project pins.
.PARAMETER ModulePath
    The manifest of the module to test: an unpacked one; default the checkout's.
.PARAMETER Module
    The name of an installed module to test: the newest of that name under $env:PSModulePath.
.PARAMETER PesterPath
    The manifest of the Pester to use, version 5 or later. By default the newest that is installed.
.EXAMPLE
    tests/Pester/Invoke-Tests.ps1 -Module ContactsPS
    Tests the module that Import-Module ContactsPS would import.
#>
[CmdletBinding(DefaultParameterSetName = 'Path')]
param(
    [Parameter(ParameterSetName = 'Path')]
    [string] $ModulePath = "$PSScriptRoot/../../ContactsPS.psd1",

    [Parameter(Mandatory, ParameterSetName = 'Name')]
    [string] $Module,

    [string] $PesterPath
)

$ErrorActionPreference = 'Stop'
if ($PesterPath) { Import-Module $PesterPath } else { Import-Module Pester -MinimumVersion 5.0 }

if ($Module) {
    $installed = Get-Module $Module -ListAvailable | Sort-Object Version -Descending | Select-Object -First 1
    if (-not $installed) { throw "There is no module $Module under PSModulePath." }
    $ModulePath = Join-Path $installed.ModuleBase "$Module.psd1"
}

$env:CONTACTSPS_MODULE = (Resolve-Path $ModulePath).ProviderPath
try {
    Write-Output "Testing $env:CONTACTSPS_MODULE with Pester $((Get-Module Pester).Version) in PowerShell $($PSVersionTable.PSVersion)"
    $configuration = New-PesterConfiguration
    $configuration.Run.Path = $PSScriptRoot
    $configuration.Run.PassThru = $true
    $configuration.Output.Verbosity = 'Normal'
    $result = Invoke-Pester -Configuration $configuration
}
finally {
    Remove-Item Env:CONTACTSPS_MODULE
}

$failed = $result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount
Write-Output "$($result.PassedCount) passed, $failed failed, $($result.SkippedCount) skipped"
exit [int]($failed -gt 0 -or $result.PassedCount -eq 0)
