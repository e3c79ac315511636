import subprocess,re,urllib.parse,sys
for line in sys.stdin:
    l,q=line.rstrip('\n').split(' ',1)
    o=subprocess.run(['build/release/demarc','get','-b','/chrofy/%s/search?q=%s'%(l,urllib.parse.quote(q)),'data'],capture_output=True,text=True).stdout
    r=re.findall(r'data-kind="([^"]+)"[^>]*data-id="([^"]+)"|(data-none)',o)
    print(l,q,'->',' | '.join((a+':'+b if a else n) for a,b,n in r[:4]),len(r))
