HOME_FOLDER=$(cd "$(dirname "$0")/.." && pwd)
PATH=$PATH:$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -1)
. "$HOME_FOLDER/.env.production"
sql() { psql "$DATABASE_URL" -XqAt -v ON_ERROR_STOP=1 -c "$1"; }
