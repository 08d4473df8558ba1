-- Whether there is any closed account at all is asked with every list; it must cost nothing while there is none.
create index people_gone on people (id) where closed_at is not null;
