<#
.SYNOPSIS
    Builds, tests and packs the module. The real steps are MSBuild's: this only names them for people who have a pwsh.
.EXAMPLE
    ./build.ps1
    Lays out bin/ beside ContactsPS.psd1, so that Import-Module ./ContactsPS.psd1 works.
.EXAMPLE
    ./build.ps1 -Task Test
    Runs dotnet test and, where Pester 5 or later is installed, tests/Pester.
.EXAMPLE
    ./build.ps1 -Task Pack
    Makes out/ContactsPS/<version>, the module as it is installed, and out/ContactsPS.<version>.nupkg, the package for a repository, in a Release build.
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Pack')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'

function Invoke-Dotnet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) { throw "dotnet $args ended with exit code $LASTEXITCODE." }
}

Push-Location $PSScriptRoot
try {
    switch ($Task) {
        'Build' { Invoke-Dotnet build src/ContactsPS --configuration $Configuration }
        'Test' {
            Invoke-Dotnet test --configuration $Configuration
            if (Get-Module Pester -ListAvailable | Where-Object Version -ge 5.0) {
                & (Get-Process -Id $PID).Path -NoProfile -File tests/Pester/Invoke-Tests.ps1
                if ($LASTEXITCODE -ne 0) { throw 'Pester tests failed.' }
            }
            else {
                Write-Warning 'Pester 5 or later is not installed: tests/Pester was not run.'
            }
        }
        'Pack' { Invoke-Dotnet build src/ContactsPS --configuration $Configuration --target:PackModule }
    }
}
finally {
    Pop-Location
}
