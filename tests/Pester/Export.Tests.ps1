Describe 'Exports' {
    BeforeAll {
        . "$PSScriptRoot/Start-Session.ps1"
        $null = @(
            [pscustomobject]@{ ExternalId = 'X-1'; Email = 'x1@example.com'; FirstName = '=1+1'; LastName = "two`r`n`r`nlines"; PhoneNumber = '+48600100200' }
            [pscustomobject]@{ ExternalId = 'X-2'; Email = 'x2@example.com'; FirstName = ' Zażółć '; LastName = 'say "a, b"'; PhoneNumber = '' }
        ) | New-Contact -ExternalData @{ City = 'Łódź' }
    }
    AfterAll { Stop-ContactSandbox }

    It 'are read by Import-Csv with the same values' {
        Export-Contact "$TestDrive/all.csv"
        $rows = Import-Csv "$TestDrive/all.csv" -Encoding utf8
        $rows.ExternalId | Should -Be 'X-1', 'X-2'
        $rows[0].LastName | Should -BeExactly "two`r`n`r`nlines"
        $rows[1].FirstName | Should -BeExactly ' Zażółć '
        $rows[1].LastName | Should -BeExactly 'say "a, b"'
        $rows[1].'ExternalData.City' | Should -BeExactly 'Łódź'
    }
    It 'hold no formula that a spreadsheet would run, and keep phone numbers unchanged' {
        Export-Contact "$TestDrive/all.csv"
        $first = Import-Csv "$TestDrive/all.csv" -Encoding utf8 | Select-Object -First 1
        $first.FirstName | Should -BeExactly "'=1+1"
        $first.PhoneNumber | Should -BeExactly '+48600100200'
    }
    It 'agree with the account: <name>' -ForEach @(
        @{ name = 'all.csv' }, @{ name = 'all.jsonl' }, @{ name = 'all.csv.gz' }, @{ name = 'all.ndjson.gz' }
    ) {
        Get-Contact | Export-Contact "$TestDrive/$name"
        (Sync-Contact "$TestDrive/$name").Action | Should -Be 'Unchanged', 'Unchanged'
    }
    It 'are JSON that ConvertFrom-Json reads, line by line' {
        Export-Contact "$TestDrive/all.jsonl"
        $rows = Get-Content "$TestDrive/all.jsonl" -Encoding utf8 | ConvertFrom-Json
        $rows[1].ExternalData.City | Should -BeExactly 'Łódź'
        $rows[0].Id | Should -Be 1
    }
    It 'are also written from contacts of Clixml' {
        Get-Contact | Export-Clixml "$TestDrive/all.xml"
        Import-Clixml "$TestDrive/all.xml" | Export-Contact "$TestDrive/stored.csv"
        (Sync-Contact "$TestDrive/stored.csv").Action | Should -Be 'Unchanged', 'Unchanged'
    }
    It 'refuse a contact that was reduced by Select-Object' {
        Get-Contact -First 1 | Select-Object Id, Email | Export-Contact "$TestDrive/rest.csv" -ErrorAction SilentlyContinue -ErrorVariable found
        Get-ErrorId $found[0] | Should -Be 'NotAContact'
    }
    It 'leave no temporary file after a downstream stop' {
        $null = New-Item -ItemType Directory "$TestDrive/own"
        (Get-Contact | Export-Contact "$TestDrive/own/all.csv" -PassThru | Select-Object -First 1).Name | Should -Be 'all.csv'
        @(Get-ChildItem "$TestDrive/own" -Force).Count | Should -Be 1
    }
}
