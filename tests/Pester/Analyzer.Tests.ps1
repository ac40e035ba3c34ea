BeforeDiscovery {
    $analyzer = Get-Module PSScriptAnalyzer -ListAvailable
    if (-not $analyzer) { Write-Warning 'PSScriptAnalyzer is not installed: the scripts were not analyzed.' }
}

Describe 'The scripts of the repository' -Skip:(-not $analyzer) {
    It 'cause no warning of PSScriptAnalyzer' {
        $root = (Resolve-Path "$PSScriptRoot/../..").ProviderPath
        $files = Get-ChildItem $root -Recurse -Include *.ps1, *.psm1, *.psd1 | Where-Object FullName -NotMatch '[\\/](bin|obj|out|TestResults)[\\/]'
        $files.Name | Should -Contain 'build.ps1'
        $found = $files | ForEach-Object { Invoke-ScriptAnalyzer -Path $_.FullName -Settings "$root/PSScriptAnalyzerSettings.psd1" }
        ($found | ForEach-Object { "$($_.ScriptName):$($_.Line) $($_.RuleName): $($_.Message)" }) -join "`n" | Should -BeNullOrEmpty
    }
}
