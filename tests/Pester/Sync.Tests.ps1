Describe 'A sync' {
    BeforeEach {
        . "$PSScriptRoot/Start-Session.ps1"
        $null = 1..20 | ForEach-Object { [pscustomobject]@{ ExternalId = "S-$_"; Email = "s$_@example.com"; FirstName = 'Anna' } } | New-Contact
        $source = Get-Contact | Select-Object -First 19 -Property ExternalId, Email, FirstName
        $source[0].FirstName = 'Żaneta'
        $source += [pscustomobject]@{ ExternalId = 'S-21'; Email = 's21@example.com'; FirstName = 'Ola' }
        $source | Export-Csv "$TestDrive/source.csv" -NoTypeInformation -Delimiter ';' -Encoding utf8
    }
    AfterEach { Stop-ContactSandbox }

    It 'writes the plan with -WhatIf, and the real run writes the same' {
        $plan = Sync-Contact "$TestDrive/source.csv" -Delimiter ';' -WhatIf
        $plan.Applied | Select-Object -Unique | Should -BeFalse
        (Get-Contact).Count | Should -Be 20
        $real = Sync-Contact "$TestDrive/source.csv" -Delimiter ';'
        $real.Applied | Select-Object -Unique | Should -BeTrue
        $lines = { "$($_.Action) $($_.Key) $($_.Changes)" }
        $real | ForEach-Object $lines | Sort-Object | Should -Be ($plan | ForEach-Object $lines | Sort-Object)
        ($real | Where-Object Action -EQ 'Updated').Changes | Should -BeExactly "FirstName: 'Anna' -> 'Żaneta'"
    }
    It 'sends no change if it is repeated' {
        $null = $source | Sync-Contact
        $before = $sandbox.RequestCount
        ($source | Sync-Contact | Group-Object Action).Name | Should -Be 'Unchanged'
        Get-Change -After $before | Should -BeNullOrEmpty
    }
    It 'removes contacts that are not in the source with -Prune' {
        $null = $source | Sync-Contact -Prune -Confirm:$false
        Get-Contact -ExternalId 'S-20' -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        (Get-Contact).Count | Should -Be 20
    }
    It 'refuses too many removals, and then changes nothing' {
        { $source | Select-Object -First 10 | Sync-Contact -Prune -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'PruneRefused*'
        { @() | Sync-Contact -Prune -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'PruneRefused*'
        (Get-Contact | Group-Object FirstName).Name | Should -Be 'Anna'
    }
    It 'writes an error for each row with a repeated key, and does not change its contact' {
        $twice = $source + [pscustomobject]@{ ExternalId = 'S-2'; Email = 'other@example.com'; FirstName = 'Eve' }
        $changes = $twice | Sync-Contact -ErrorAction SilentlyContinue -ErrorVariable failures
        $failures.FullyQualifiedErrorId | Should -BeLike 'DuplicateKey*'
        $failures.Count | Should -Be 2
        ($changes | Where-Object Action -EQ 'Failed').Key | Should -Be 'S-2', 'S-2'
        (Get-Contact -ExternalId 'S-2').FirstName | Should -Be 'Anna'
    }
    It 'ignores empty cells, or clears with -ClearEmpty' {
        $row = [pscustomobject]@{ ExternalId = 'S-3'; FirstName = '' }
        ($row | Sync-Contact).Action | Should -Be 'Unchanged'
        ($row | Sync-Contact -ClearEmpty).Action | Should -Be 'Updated'
        (Get-Contact -ExternalId 'S-3').FirstName | Should -BeNullOrEmpty
    }
    It 'warns about an unused column' {
        $null = [pscustomobject]@{ ExternalId = 'S-3'; Shoes = 43 } | Sync-Contact -WarningAction SilentlyContinue -WarningVariable warnings
        $warnings | Should -BeLike '*Shoes*'
    }
    It 'does everything once if it runs in shares' {
        $done = 1..3 | ForEach-Object { $source | Sync-Contact -Partition "$_/3" }
        $done.Key | Sort-Object | Should -Be ($source.ExternalId | Sort-Object)
        $done.Key.Count | Should -Be 20
    }
    It 'ends with one summary line' {
        $null = $source | Sync-Contact -InformationVariable said
        "$said" | Should -BeLike 'Sync-Contact: 1 created, 1 updated, 0 removed, 18 unchanged, 0 skipped, 0 failed; *'
    }
}
