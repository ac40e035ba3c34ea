<#
.SYNOPSIS
    Runs the Pester suite with whatever Pester from 5 on is there, in this PowerShell.
.PARAMETER ModulePath
    The manifest of the module to test: an unpacked or installed one; default the checkout's.
#>
[CmdletBinding()]
param(
    [string] $ModulePath = "$PSScriptRoot/../../ContactsPS.psd1"
)

$ErrorActionPreference = 'Stop'
Import-Module Pester -MinimumVersion 5.0

$env:CONTACTSPS_MODULE = (Resolve-Path $ModulePath).ProviderPath
try {
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
