<#
.SYNOPSIS
    Builds, tries, tests and packs the module. MSBuild does the work; this script names the tasks.
.DESCRIPTION
    Runs in PowerShell 7.4 or later. A machine with only the .NET SDK runs it in the PowerShell that the tool manifest pins:
    dotnet tool exec --yes powershell -- build.ps1 -Task Test
.EXAMPLE
    ./build.ps1
    Lays out bin/ beside ContactsPS.psd1, so that Import-Module ./ContactsPS.psd1 works.
.EXAMPLE
    ./build.ps1 -Task Tour
    Builds the module and runs samples/tour.ps1 against the sandbox.
.EXAMPLE
    ./build.ps1 -Task Test
    Passes all tests: xUnit, then Pester in each pinned version. The last line reads "N passed, N failed, N skipped".
.EXAMPLE
    ./build.ps1 -Task Pack
    Makes out/ContactsPS/<version>, the module as it is installed, and out/ContactsPS.<version>.nupkg, the package for a repository. Fails if a package that it
    is built with has a known vulnerability.
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Tour', 'Test', 'Pack')]
    [string] $Task = 'Build',

    # Default: Release for what is used or packed, Debug for what is tried and tested.
    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = $(if ($Task -in 'Tour', 'Test') { 'Debug' } else { 'Release' })
)

$ErrorActionPreference = 'Stop'
$env:DOTNET_NOLOGO = $env:DOTNET_CLI_TELEMETRY_OPTOUT = $env:POWERSHELL_TELEMETRY_OPTOUT = '1'

# The tool's pwsh starts children through an apphost, which must find the .NET that runs this process.
$process = (Get-Process -Id $PID).Path
if (-not $env:DOTNET_ROOT -and (Split-Path $process -LeafBase) -eq 'dotnet') { $env:DOTNET_ROOT = Split-Path $process }

function Invoke-Dotnet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) { throw "dotnet $args ended with exit code $LASTEXITCODE." }
}

# Runs the tests, shows what they write, and returns the sums of their last lines. A run that failed or passed nothing counts as a failure.
function Invoke-Test {
    $sum = [ordered]@{ passed = 0; failed = 0; skipped = 0 }
    $add = {
        param($Passed, $Failed, $Skipped)
        if ($LASTEXITCODE -ne 0 -and -not $Failed -or -not $Passed) { $Failed = 1 }
        $sum.passed += $Passed
        $sum.failed += $Failed
        $sum.skipped += $Skipped
    }

    dotnet test --configuration $Configuration | Tee-Object -Variable lines | Out-Host
    $count = @{}
    $lines -match '^\s*(succeeded|failed|skipped):\s*\d+' | ForEach-Object {
        $name, $number = $_ -split ':'
        $count[$name.Trim()] = [int]$number
    }
    . $add $count.succeeded $count.failed $count.skipped

    $settings = (dotnet msbuild tests/ContactsPS.Client.Tests -getProperty:NuGetPackageRoot -getProperty:PesterVersions | ConvertFrom-Json).Properties
    foreach ($version in $settings.PesterVersions -split ';') {
        $pester = Join-Path $settings.NuGetPackageRoot "pester/$version/tools/Pester.psd1"
        & "$PSHOME/pwsh" -NoProfile -NonInteractive -File tests/Pester/Invoke-Tests.ps1 -PesterPath $pester | Tee-Object -Variable lines | Out-Host
        $numbers = [regex]::Match("$($lines | Select-Object -Last 1)", '^(\d+) passed, (\d+) failed, (\d+) skipped$')
        . $add ([int]$numbers.Groups[1].Value) ([int]$numbers.Groups[2].Value) ([int]$numbers.Groups[3].Value)
    }

    $sum
}

Push-Location $PSScriptRoot
try {
    switch ($Task) {
        'Build' { Invoke-Dotnet build src/ContactsPS --configuration $Configuration }
        'Tour' {
            Invoke-Dotnet build src/ContactsPS --configuration $Configuration --verbosity quiet
            & "$PSHOME/pwsh" -NoProfile -File samples/tour.ps1
            exit $LASTEXITCODE
        }
        'Test' {
            $sum = Invoke-Test
            '{0} passed, {1} failed, {2} skipped' -f $sum.passed, $sum.failed, $sum.skipped
            exit [int]($sum.failed -gt 0)
        }
        'Pack' {
            # What earlier builds of other commits left there would be packed too.
            if (Test-Path bin) { Remove-Item bin -Recurse }
            # Packages are restored anew: what an earlier restore found may be out of date.
            Invoke-Dotnet build src/ContactsPS --configuration $Configuration --target:PackModule --property:FailOnVulnerabilities=true --property:RestoreForce=true
        }
    }
}
finally {
    Pop-Location
}
