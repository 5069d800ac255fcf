-- A bill compares its household with others as it was in the month: people move in and out later.

alter table settlements.bill add column residents integer, add column heated_area bigint;
comment on column settlements.bill.residents is
  'Residents that the month was charged for; null in bills older than the column';
comment on column settlements.bill.heated_area is
  'Heated area of the month in hundredths of a square metre; null in bills older than the column';
