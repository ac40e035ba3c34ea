Describe 'docs/installing.md' {
    BeforeAll {
        . "$PSScriptRoot/Start-Session.ps1"
        $page = Get-Content "$root/docs/installing.md" -Raw
        $copy, $remove = [regex]::Matches($page, '(?ms)^```powershell-pwsh\r?\n(.*?)^```') | ForEach-Object { $_.Groups[1].Value }
    }
    AfterAll { Stop-ContactSandbox }

    It 'copies the module to where it is found by its name, and removes it' {
        # The folder that Pack makes, here of the module under test.
        $version = (Import-PowerShellDataFile $manifest).ModuleVersion
        $packed = New-Item "$TestDrive/out/ContactsPS/$version" -ItemType Directory
        Copy-Item $manifest, "$(Split-Path $manifest)/bin" $packed -Recurse
        $null = New-Item "$TestDrive/modules" -ItemType Directory
        Set-Content "$TestDrive/session.ps1" -Encoding UTF8 -Value @"
`$ErrorActionPreference = 'Stop'
`$env:PSModulePath = '$((Resolve-Path "$TestDrive/modules").ProviderPath)' + [IO.Path]::PathSeparator + `$env:PSModulePath
Set-Location '$((Resolve-Path $TestDrive).ProviderPath)'
$copy
"found: `$((Get-Module ContactsPS -ListAvailable).Path)"
& '$shell' -NoProfile -NonInteractive -Command 'Import-Module ContactsPS; Start-ContactSandbox | Connect-ContactService; Test-ContactConnection'
$remove
"left: `$(@(Get-ChildItem `$modules).Count)"
"@
        $said = & $shell -NoProfile -NonInteractive -File "$TestDrive/session.ps1" 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 0 -Because $said
        $said | Should -Match "found: .*ContactsPS[\\/]$version[\\/]ContactsPS\.psd1\s+True\s+left: 0"
    }
}
