-- Paid orders are asked about some days later: the report of their reversal may have been lost.

create index payment_paid on settlements.payment (created_at)
  where state = 'paid' and channel = 'gateway';
