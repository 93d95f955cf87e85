{{ config(sort = 'id', dist = 'id', unique_key = 'id', sql_where = "at > now()") }}
select * from {{ref('raw_orders')}}
