select entry_id, account, amount, booked_at from {{ source('erp', 'entries') }}
