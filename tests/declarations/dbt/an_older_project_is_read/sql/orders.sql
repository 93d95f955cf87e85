{%- call union() -%}
select * from {{ref('stg_orders')}}
{%- endcall -%}
