BeforeDiscovery {
    $reason = if ($env:OS -eq 'Windows_NT') { 'on Windows, repositories and modules other than this user''s own cannot be had' }
    elseif (-not (Get-Module Microsoft.PowerShell.PSResourceGet -ListAvailable)) { 'Microsoft.PowerShell.PSResourceGet must be installed' }
    $earlierReason = if ($reason) { $reason } elseif (-not (Get-Module PowerShellGet -ListAvailable)) { 'PowerShellGet must be installed' }
    if ($earlierReason) { Write-Warning "Installing from a repository was not tested in full: $earlierReason." }
}

Describe 'docs/installing.md' {
    BeforeAll {
        . "$PSScriptRoot/Start-Session.ps1"
        $drive = (Resolve-Path $TestDrive).ProviderPath
        $page = Get-Content "$root/docs/installing.md" -Raw -Encoding UTF8
        function Get-Block([string] $Pattern) {
            [regex]::Matches($page, '(?ms)^```powershell(?:-\w+)?\r?\n(.*?)^```') | ForEach-Object { $_.Groups[1].Value } | Where-Object { $_ -match $Pattern }
        }

        # Packed once for this file. An unpacked module has no checkout to pack, so its files are packed unchanged.
        $version = (Import-PowerShellDataFile $manifest).ModuleVersion
        $packed = "$drive/out/ContactsPS/$version"
        $isCheckout = Test-Path "$(Split-Path $manifest)/src/ContactsPS/ContactsPS.csproj"
        if ($isCheckout) {
            $said = & dotnet msbuild "$(Split-Path $manifest)/src/ContactsPS" -target:PackModule -property:NoBuild=true "-property:ModuleOutput=$drive/out/" -verbosity:quiet -nodeReuse:false -nologo 2>&1 | Out-String
            if ($LASTEXITCODE -ne 0) { throw $said }
        }
        else {
            $null = New-Item $packed -ItemType Directory
            Copy-Item $manifest, "$(Split-Path $manifest)/bin" $packed -Recurse
        }
    }
    AfterAll { Stop-ContactSandbox }

    It 'copies the module to a folder in which it is found by its name, and removes it' {
        $copy, $remove = Get-Block '\$modules'
        $null = New-Item "$drive/modules" -ItemType Directory
        Set-Content "$drive/copied.ps1" -Encoding UTF8 -Value @"
`$ErrorActionPreference = 'Stop'
`$env:PSModulePath = '$drive/modules' + [IO.Path]::PathSeparator + `$env:PSModulePath
Set-Location '$drive'
$copy
"found: `$((Get-Module ContactsPS -ListAvailable).Path)"
& '$shell' -NoProfile -NonInteractive -Command 'Import-Module ContactsPS; Start-ContactSandbox | Connect-ContactService; Test-ContactConnection'
$remove
"left: `$(@(Get-ChildItem `$modules).Count)"
"@
        $said = & $shell -NoProfile -NonInteractive -File "$drive/copied.ps1" 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 0 -Because $said
        $said | Should -Match "found: .*ContactsPS[\\/]$version[\\/]ContactsPS\.psd1\s+True\s+left: 0"
    }
    Context 'From a folder that is a repository' -Skip:([bool] $reason) {
        BeforeAll {
            $publish, $update, $uninstallOne, $uninstall = (Get-Block 'PSResource').Replace('//server/modules', "$drive/share")
            $null = New-Item "$drive/share" -ItemType Directory
            $next, $last = 1, 2 | ForEach-Object { $parts = [version] $version; "$($parts.Major).$($parts.Minor).$($parts.Build + $_)" }
            $newer = @"
foreach (`$version in '$next', '$last') {
    Copy-Item '$packed' "newer/`$version/ContactsPS" -Recurse
    `$file = "newer/`$version/ContactsPS/ContactsPS.psd1"
    (Get-Content `$file -Raw) -replace "(?m)^(\s*ModuleVersion\s*=).*", "`$('`$1') '`$version'" | Set-Content `$file
}
"@
            $null = Invoke-AsNewUser -ModulePath "$PSHOME/Modules" -Script @"
if (-not (Test-Path './out/*.nupkg')) { Compress-PSResource -Path '$packed' -DestinationPath ./out }
$publish
`$found = Find-PSResource ContactsPS -Repository Share
Import-Module ContactsPS
`$imported = Get-Module ContactsPS
`$commands = (Get-Command -Module ContactsPS).Name
Start-ContactSandbox | Connect-ContactService

$newer
Publish-PSResource -Path ./newer/$next/ContactsPS -Repository Share
Install-PSResource ContactsPS -Version $next -Repository Share
`$refused = try { Import-Module ContactsPS } catch { "`$_" }
`$null = New-Contact -Email a@example.com
`$stays = "`$((Get-Module ContactsPS).Version)", @(Get-Contact).Count

Publish-PSResource -Path ./newer/$last/ContactsPS -Repository Share
$update
@{ Found = `$found; Path = `$imported.Path; Version = `$imported.Version; Commands = `$commands; Refused = `$refused; Stays = `$stays; Versions = (Get-Module ContactsPS -ListAvailable).Version } | Export-Clixml first.clixml
"@
            $null = Invoke-AsNewUser -ModulePath "$PSHOME/Modules" -Script @"
Import-Module ContactsPS
Start-ContactSandbox | Connect-ContactService
@{ Version = (Get-Module ContactsPS).Version; Works = Test-ContactConnection } | Export-Clixml second.clixml
"@
            $null = Invoke-AsNewUser -ModulePath "$PSHOME/Modules" -Script @"
$uninstallOne
(Get-Module ContactsPS -ListAvailable).Version | Export-Clixml third.clixml
$uninstall
"@
            $first, $second, $third = 'first', 'second', 'third' | ForEach-Object { Import-Clixml "$drive/$_.clixml" }
        }

        It 'the package is found with its description and its tags' {
            $data = Import-PowerShellDataFile $manifest
            $first.Found.Version | Should -Be $version
            $first.Found.Description | Should -Be $data.Description
            $data.PrivateData.PSData.Tags | Where-Object { $_ -notin $first.Found.Tags } | Should -BeNullOrEmpty
        }
        It 'the package is installed and imported by its name, with all its cmdlets' {
            $first.Version | Should -Be $version
            $first.Path | Should -BeLike "$drive/home/*"
            $first.Commands | Should -Be ((Import-PowerShellDataFile $manifest).CmdletsToExport | Sort-Object)
        }
        It 'a session refuses a newer installed version and keeps its own' {
            $first.Refused | Should -BeLike '*start a new session*'
            $first.Stays | Should -Be $version, 1
        }
        It 'an update adds the newest version to the others, and a new session imports it' {
            $first.Versions | Should -Be $last, $next, $version
            $second.Version, $second.Works | Should -Be $last, $true
        }
        It 'one version is uninstalled, and then the rest' {
            $third | Should -Be $last, $next
            Get-ChildItem "$drive/home/.local/share/powershell/Modules" -Filter *.psd1 -Recurse | Should -BeNullOrEmpty
        }
    }

    It 'can also be installed with PowerShellGet 2' -Skip:([bool] $earlierReason) {
        $null = New-Item "$drive/share2" -ItemType Directory
        Invoke-AsNewUser -ModulePath "$PSHOME/Modules" -Script @"
if (-not (Test-Path './out/*.nupkg')) { Compress-PSResource -Path '$packed' -DestinationPath ./out }
$((Get-Block 'Install-Module').Replace('//server/modules', "$drive/share2"))
Import-Module ContactsPS
"imported: `$((Get-Module ContactsPS).Path)"
Uninstall-Module ContactsPS
"left: `$(@(Get-Module ContactsPS -ListAvailable).Count)"
"@ | Select-Object -Last 2 | Should -Be "imported: $drive/home/.local/share/powershell/Modules/ContactsPS/$version/bin/ContactsPS.psm1", 'left: 0'
    }
}
